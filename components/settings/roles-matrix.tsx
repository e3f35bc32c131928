"use client";

import { Fragment } from "react";
import { IconCheck, IconMinus } from "@/components/icons";
import { PERMISSIONS, type Permission, roleAllows } from "@/lib/identity/roles";
import { Unseen } from "../data/unseen";
import { useRole } from "../permissions/permissions";
import { PERMISSION_WORDS, ROLE_WORDS } from "./permission-words";
import classes from "./settings.module.css";
import { MEMBER_ROLES } from "./settings-search";

/** What each role can do: the table that the mesh itself decides by, in words. */
export function RolesMatrix() {
  const own = useRole();
  return (
    <>
      <dl className={classes.roles}>
        {MEMBER_ROLES.map((role) => (
          <div key={role}>
            <dt>{role}</dt>
            <dd>{ROLE_WORDS[role]}</dd>
          </div>
        ))}
      </dl>
      <table className={classes.matrix} aria-label="What each role can do">
        <thead>
          <tr>
            <th scope="col">
              <Unseen>Permission</Unseen>
            </th>
            {MEMBER_ROLES.map((role) => (
              <th key={role} scope="col" data-own={role === own || undefined}>
                {role}
                {role === own ? <Unseen> (yours)</Unseen> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {AREAS.map((area) => (
            <Fragment key={area}>
              <tr className={classes.area}>
                <th scope="colgroup" colSpan={MEMBER_ROLES.length + 1}>
                  {area}
                </th>
              </tr>
              {permissionsOf(area).map((permission) => (
                <tr key={permission}>
                  <th scope="row">
                    {PERMISSION_WORDS[permission].text} <code>{permission}</code>
                  </th>
                  {MEMBER_ROLES.map((role) => (
                    <td key={role} data-own={role === own || undefined}>
                      <Verdict allowed={roleAllows([role], permission)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}

const AREAS = [...new Set(PERMISSIONS.map((permission) => PERMISSION_WORDS[permission].area))];

function permissionsOf(area: string): readonly Permission[] {
  return PERMISSIONS.filter((permission) => PERMISSION_WORDS[permission].area === area);
}

function Verdict({ allowed }: { allowed: boolean }) {
  return allowed ? (
    <span className={classes.yes}>
      <IconCheck size={16} aria-hidden />
      <Unseen>yes</Unseen>
    </span>
  ) : (
    <span className={classes.no}>
      <IconMinus size={14} aria-hidden />
      <Unseen>no</Unseen>
    </span>
  );
}
